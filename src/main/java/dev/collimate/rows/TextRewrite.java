package dev.collimate.rows;

import java.io.Serializable;

/** Makes another text of a text, both as UTF-8. Implementations are values. */
public interface TextRewrite extends Serializable {
    byte[] rewrite(byte[] text);
}

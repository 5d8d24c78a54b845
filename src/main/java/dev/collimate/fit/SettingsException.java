package dev.collimate.fit;

import dev.collimate.data.Message;
import java.util.function.UnaryOperator;

/** Settings that are wrong or contradict each other. */
public final class SettingsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final Message said;

    /** @param template of a {@link Message}, with {@code values} */
    public SettingsException(String template, Object... values) {
        this(Message.of(template, values));
    }

    private SettingsException(Message said) {
        super(said.toString());
        this.said = said;
    }

    /** One that says both. */
    SettingsException and(SettingsException other) {
        return new SettingsException(Message.of("%s. And %s", said, other.said));
    }

    /** The message with each parameter under the name that {@code naming} gives it. */
    public String message(UnaryOperator<String> naming) {
        return said.under(naming);
    }
}

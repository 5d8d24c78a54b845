package dev.collimate.rows;

import java.util.ArrayList;
import java.util.List;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Scala's immutable sequences, which Spark's interior takes. */
public final class Seqs {
    private Seqs() {}

    /** A sequence of these elements. */
    @SafeVarargs
    public static <T> Seq<T> of(T... elements) {
        List<T> list = new ArrayList<>(elements.length);
        for (T element : elements) {
            list.add(element);
        }
        return copyOf(list);
    }

    /** A sequence of the elements of a list. */
    public static <T> Seq<T> copyOf(List<T> elements) {
        return CollectionConverters.asScala(elements).toSeq();
    }
}

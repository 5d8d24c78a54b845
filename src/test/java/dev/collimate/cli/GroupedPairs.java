package dev.collimate.cli;

import java.nio.file.Path;
import org.apache.spark.sql.functions;

/** Pairs of {@link PairFiles} in four groups, of which one has a name that is markup, and one a name of 100 KB. */
final class GroupedPairs {
    static final String HOSTILE = "<script>alert(1)</script>&\u0007";

    /** Five thousand of it are the end of a name. */
    static final String LONG = " and all that follows";

    private GroupedPairs() {}

    /** Writes 200 of them, with their group in the column group, and returns the folder they are in. */
    static String write(Path folder) {
        return PairFiles.write(
                folder,
                PairFiles.dataset(PairFiles.good(200))
                        .withColumn(
                                "group",
                                functions.expr("case id % 4 when 0 then '" + HOSTILE
                                        + "' when 3 then concat('group 3', repeat('" + LONG + "', 5000))"
                                        + " else concat('group ', id % 4) end")));
    }
}

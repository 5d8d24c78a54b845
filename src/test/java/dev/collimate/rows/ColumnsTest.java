package dev.collimate.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

class ColumnsTest {
    @Test
    void sqlReadsAQuotedNameAsItIs() {
        for (String name : List.of("x", "a.b", "a b", "`", "a`b`` c", "a-b[0]")) {
            assertThat(CollectionConverters.asJava(
                            CatalystSqlParser$.MODULE$.parseMultipartIdentifier(Columns.quoted(name))))
                    .containsExactly(name);
        }
    }
}

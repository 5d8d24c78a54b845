package dev.collimate.rows;

import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.plans.QueryPlan;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Range;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.execution.datasources.CatalogFileIndex;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import scala.jdk.javaapi.CollectionConverters;

/** The files that a data set reads, views and subqueries included, as its plan tells them. */
public final class ReadFiles {
    private ReadFiles() {}

    /** Whether any is in a folder, or below it. */
    public static boolean anyIn(String folder, Dataset<Row> dataset) {
        String start = new Path(folder) + "/";
        return addresses(ClassicSpark.execution(dataset).analyzed())
                .anyMatch(file -> new Path(file).toString().startsWith(start));
    }

    private static Stream<URI> addresses(QueryPlan<?> plan) {
        Stream<URI> own = Stream.empty();
        if (plan instanceof LogicalRelation relation && relation.relation() instanceof HadoopFsRelation files) {
            own = Arrays.stream(files.location().inputFiles()).map(URI::create);
        } else if (plan instanceof LogicalRDD rows) {
            own = FileVectors.files(rows.rdd()).stream();
        }
        List<QueryPlan<?>> below = new ArrayList<>();
        CollectionConverters.asJava(plan.children()).forEach(child -> below.add((QueryPlan<?>) child));
        CollectionConverters.asJava(plan.subqueries()).forEach(subquery -> below.add((QueryPlan<?>) subquery));
        return Stream.concat(own, below.stream().flatMap(ReadFiles::addresses));
    }

    /**
     * The length of all files, whatever of them is read, and of what is no file but of a known size. Spark's own estimate
     * follows its settings and what it was told of a table, and is taken only where other things are read.
     */
    public static long bytes(Dataset<Row> dataset) {
        BigInteger sum = BigInteger.ZERO;
        for (LogicalPlan leaf : CollectionConverters.asJava(
                ClassicSpark.execution(dataset).analyzed().collectLeaves())) {
            if (leaf instanceof LogicalRelation relation && relation.relation() instanceof HadoopFsRelation files) {
                sum = sum.add(BigInteger.valueOf(bytes(files.location())));
            } else if (leaf instanceof LogicalRDD
                    || leaf instanceof LocalRelation
                    || leaf instanceof Range
                    || leaf instanceof OneRowRelation) {
                sum = sum.add(leaf.stats().sizeInBytes().bigInteger());
            } else if (!(leaf instanceof CTERelationRef)) {
                return ClassicSpark.bytes(dataset);
            }
        }
        return sum.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact();
    }

    /** Of tables in partitions the catalog may have been told another size. */
    private static long bytes(FileIndex index) {
        return index instanceof CatalogFileIndex catalog
                ? catalog.filterPartitions(Seqs.of()).sizeInBytes()
                : index.sizeInBytes();
    }
}

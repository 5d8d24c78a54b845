package dev.collimate.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.collimate.SparkTests;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Spark refuses to destroy a broadcast twice: so one that is destroyed before its time cannot be released. */
class ResourceScopeIT {
    private static JavaSparkContext context;

    @BeforeAll
    static void start() {
        context = JavaSparkContext.fromSparkContext(SparkTests.session().sparkContext());
    }

    @Test
    void allThatWasTakenIsGivenBack() {
        ResourceScope scope = new ResourceScope();
        JavaRDD<Integer> data = scope.persist(context.parallelize(List.of(1, 2)));
        Broadcast<Integer> value = scope.broadcast(context, 1);
        assertThat(data.getStorageLevel()).isEqualTo(StorageLevel.MEMORY_AND_DISK());
        assertThat(value.value()).isEqualTo(1);
        scope.close();
        assertThat(data.getStorageLevel()).isEqualTo(StorageLevel.NONE());
        assertThatThrownBy(value::value).isInstanceOf(SparkException.class);
    }

    @Test
    void aResourceThatFailsToReleaseKeepsNoOther() {
        ResourceScope scope = new ResourceScope();
        JavaRDD<Integer> first = scope.persist(context.parallelize(List.of(1, 2)));
        Broadcast<Integer> second = scope.broadcast(context, 2);
        Broadcast<Integer> third = scope.broadcast(context, 3);
        Broadcast<Integer> fourth = scope.broadcast(context, 4);
        second.destroy();
        third.destroy();
        assertThatThrownBy(scope::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("could not release what was taken from the cluster: ")
                .satisfies(failure -> {
                    assertThat(failure.getCause()).isInstanceOf(SparkException.class);
                    assertThat(failure.getCause().getSuppressed())
                            .singleElement()
                            .isInstanceOf(SparkException.class);
                });
        assertThat(first.getStorageLevel()).isEqualTo(StorageLevel.NONE());
        assertThatThrownBy(fourth::value).isInstanceOf(SparkException.class);
        scope.close();
    }

    @Test
    void theFailureOfTheWorkIsToldBeforeThatOfItsResources() {
        assertThatThrownBy(() -> {
                    try (ResourceScope scope = new ResourceScope()) {
                        scope.broadcast(context, 1).destroy();
                        throw new IllegalArgumentException("the work failed");
                    }
                })
                .hasMessage("the work failed")
                .satisfies(failure ->
                        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(IllegalStateException.class));
    }
}

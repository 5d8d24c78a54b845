package dev.collimate.distributed;

import dev.collimate.cluster.JobDescription;
import dev.collimate.cluster.OrderedJob;
import dev.collimate.data.DocumentBlock;
import dev.collimate.data.RowChecks;
import org.apache.spark.api.java.JavaRDD;

/** Counts documents, by a pass of its own. */
final class DocumentCount {
    private DocumentCount() {}

    static RowChecks of(JavaRDD<DocumentBlock> documents) {
        RowChecks checks = new RowChecks();
        try (JobDescription description = new JobDescription(documents.context(), "retrieval · documents")) {
            OrderedJob.<DocumentBlock, RowChecks>run(
                    documents,
                    (partition, blocks) -> {
                        RowChecks found = new RowChecks();
                        blocks.forEachRemaining(
                                block -> found.merge(block.checked().checks()));
                        return found;
                    },
                    checks::merge);
        }
        return checks;
    }
}

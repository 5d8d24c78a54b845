package dev.collimate.cli;

import dev.collimate.data.BadDataException;
import dev.collimate.data.Judgements;
import dev.collimate.distributed.DocumentKeys;
import dev.collimate.distributed.DocumentSource;
import dev.collimate.report.RetrievalReport;
import java.util.List;
import java.util.Optional;

/**
 * Relevance judgements, and how many of their keys the data do not have.
 *
 * @param path where they were read
 */
record KnownJudgements(String path, Judgements judgements, long unknownQueries, long unknownDocuments) {
    /**
     * Looks for the keys of judgements in the data.
     *
     * @param read the judgements that {@code truth} names; empty where it names none
     * @throws BadDataException if too many keys are missing in the data
     */
    static Optional<KnownJudgements> of(
            TruthOptions truth,
            Optional<Judgements> read,
            DocumentSource.Tables tables,
            Optional<DocumentKeys> documents) {
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Judgements judgements = read.get();
        DocumentSource.Tables input =
                new DocumentSource.Tables(tables.input(), List.of(), false, tables.columns(), tables.key());
        long queries = new DocumentKeys(input).missing(judgements.queries());
        long found = documents.orElseThrow().missing(judgements.documents());
        refuse("queries", queries, judgements.queries().size(), "input", truth.maxUnknownFraction());
        refuse("documents", found, judgements.documents().size(), "corpus", truth.maxUnknownFraction());
        return Optional.of(new KnownJudgements(truth.path(), judgements, queries, found));
    }

    private static void refuse(String what, long missing, int all, String where, double most) {
        if (missing > most * all) {
            throw new BadDataException(missing + " of " + all + " judged " + what + " are not in the " + where
                    + ", a larger fraction than the " + most
                    + " that may be unknown; check that --key names the column of"
                    + " the judged keys, or raise --max-unknown-fraction");
        }
    }

    /** @param withoutRelevant rows of the input without a relevant document */
    RetrievalReport.Judged told(long withoutRelevant) {
        return new RetrievalReport.Judged(path, judgements.count(), unknownQueries, unknownDocuments, withoutRelevant);
    }
}

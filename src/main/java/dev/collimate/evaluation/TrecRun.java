package dev.collimate.evaluation;

import dev.collimate.data.BadDataException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rankings as lines of a TREC run: query, Q0, document, rank, score, tag. trec_eval reads scores as float and sorts by
 * them, of equal ones the greater key first; where rounding a score to float would put documents into another order, it is
 * the next float below the one before.
 */
public final class TrecRun {
    private static final String TAG = "collimate";

    private TrecRun() {}

    /**
     * The lines of one query.
     *
     * @throws BadDataException if a key has white space, which separates the fields of a line
     */
    public static List<String> lines(byte[] query, Ranking ranking) {
        List<String> lines = new ArrayList<>();
        float before = Float.POSITIVE_INFINITY;
        for (int i = 0; i < ranking.size(); i++) {
            float score = (float) ranking.scores()[i];
            boolean inOrder = score < before
                    || score == before && Arrays.compareUnsigned(ranking.keys()[i], ranking.keys()[i - 1]) < 0;
            score = inOrder ? score : Math.nextDown(before);
            lines.add(String.join(
                    " ",
                    field(query),
                    "Q0",
                    field(ranking.keys()[i]),
                    Integer.toString(i + 1),
                    Float.toString(score),
                    TAG));
            before = score;
        }
        return lines;
    }

    private static String field(byte[] key) {
        String text = new String(key, StandardCharsets.UTF_8);
        if (text.isEmpty() || text.chars().anyMatch(Character::isWhitespace)) {
            throw new BadDataException(
                    "a key is empty or has white space, which a TREC run cannot hold; name a column of"
                            + " keys without");
        }
        return text;
    }
}

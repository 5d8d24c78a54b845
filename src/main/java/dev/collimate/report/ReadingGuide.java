package dev.collimate.report;

/** How to read the numbers of a page. */
final class ReadingGuide {
    private ReadingGuide() {}

    static void ofAngles(HtmlPage page) {
        page.section("How to read this")
                .paragraph(
                        "An angle of 0° is a prediction in the direction of y; 90° is no relation. Lengths do not count. Angles"
                                + " of embeddings are never near 0°: judge the map by the rows above it in the table. Identity does"
                                + " nothing to x; the mean vector knows nothing of x; the orthogonal map turns x and changes nothing"
                                + " between its vectors; least squares is the best that one pass gives.")
                .paragraph(
                        "A smaller mean angle is better on average, not for each row, and not in each group of rows. Whether"
                                + " search results survive is another question: predictions that crowd together can have small angles"
                                + " and lose neighbours.")
                .paragraph(
                        "The interval says how much the mean would change with other rows of the same kind. It says nothing of"
                                + " rows of another kind than those held out.");
    }

    static void ofSearches(HtmlPage page) {
        page.section("How to read this")
                .paragraph(
                        "Recall at k is the share of what should be found that is among the first k. Where nothing is judged,"
                                + " that is what the new model finds first with vectors of its own. MRR is the mean of one over"
                                + " the rank of the first document that counts, nDCG weighs early ranks more.")
                .paragraph(
                        "Doing nothing keeps the old model on both sides; a naive swap asks the new store with old vectors."
                                + " A map is worth having where it is above both. What it loses can be won back by a"
                                + " re-ranker only as far as recall at a larger k goes.")
                .paragraph(
                        "An interval holds the mean of all queries there might be with 95 % confidence, by a bootstrap over"
                                + " queries. It says nothing of queries of another kind.");
    }

    static void ofFindings(HtmlPage page) {
        page.section("How to read this")
                .paragraph(
                        "ok asks for nothing. look: the fit runs, and may give less than it could, or its numbers may mean"
                                + " less than they seem to. stop: the fit fails, or its result would mislead.")
                .paragraph(
                        "Equal vectors are equal in all elements. Rows held out are among the rows of duplicates; all else is"
                                + " of the training rows.");
    }
}

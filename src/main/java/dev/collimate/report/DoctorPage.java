package dev.collimate.report;

import dev.collimate.doctor.Diagnosis;
import dev.collimate.doctor.Finding;
import dev.collimate.doctor.Grade;
import dev.collimate.report.HtmlPage.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** The page of what was found in pairs before a fit. */
public final class DoctorPage {
    private final Diagnosis diagnosis;
    private final UnaryOperator<String> naming;
    private final String recommended;

    /** As {@link DoctorReport#DoctorReport}. */
    public DoctorPage(Diagnosis diagnosis, UnaryOperator<String> naming, String recommended) {
        this.diagnosis = diagnosis;
        this.naming = naming;
        this.recommended = recommended;
    }

    public String html(RunFacts facts) {
        HtmlPage page = new HtmlPage("Collimate: doctor", verdict());
        page.section("What to run").code(recommended);
        diagnosis.estimate().ifPresent(estimate -> page.paragraph(DoctorReport.sentence(estimate)));
        page.section("Findings")
                .table(
                        "Findings",
                        List.of(
                                Cell.text("grade"),
                                Cell.text("looked at"),
                                Cell.text("found"),
                                Cell.text("what to do")),
                        diagnosis.findings().stream()
                                .sorted(Comparator.comparing(Finding::grade).reversed())
                                .map(this::row)
                                .toList());
        List<Chart> charts = new ArrayList<>(
                List.of(DataCharts.lengths(diagnosis.measurements().pairs())));
        diagnosis.measurements().moments().ifPresent(moments -> charts.add(DataCharts.spectrum(moments.spectrum())));
        page.section("The vectors").charts(charts);
        ReadingGuide.ofFindings(page);
        return page.section("This run").facts(facts.facts()).toHtml();
    }

    private List<Cell> row(Finding finding) {
        return List.of(
                new Cell(finding.grade().label(), finding.grade().label()),
                Cell.text(finding.topic()),
                Cell.text(finding.found()),
                new Cell(finding.advice(naming), "advice"));
    }

    private String verdict() {
        long stops = count(Grade.STOP);
        long looks = count(Grade.LOOK);
        String worthALook = looks == 1 ? "1 finding is worth a look" : looks + " findings are worth a look";
        if (stops > 0) {
            return (stops == 1 ? "Stop: 1 finding has" : "Stop: " + stops + " findings have")
                    + " to be dealt with before a fit" + (looks > 0 ? "; " + worthALook : "") + ".";
        }
        return looks > 0 ? "A fit can run; " + worthALook + "." : "A fit can run; nothing was found against it.";
    }

    private long count(Grade grade) {
        return diagnosis.findings().stream()
                .filter(finding -> finding.grade() == grade)
                .count();
    }
}

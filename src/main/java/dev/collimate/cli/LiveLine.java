package dev.collimate.cli;

import dev.collimate.distributed.PassReport;
import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** One line that is written over and over: passes, time left, loss, angle and speed. */
final class LiveLine implements Progress {
    private static final int UPDATE_MILLIS = 200;

    private final ProgressBar bar;
    private final PrintStream terminal;

    LiveLine(PrintStream terminal, int width, String task, int expectedPasses) {
        this.terminal = terminal;
        this.bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setUnit(" passes at most", 1)
                .setInitialMax(expectedPasses)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(new Line(terminal, width))
                .build();
    }

    @Override
    public void passed(PassReport report) {
        if (report.pass() > bar.getMax()) {
            bar.maxHint(report.pass());
        }
        bar.stepTo(report.pass());
        bar.setExtraMessage(Progress.describe(report));
    }

    /** Ends the line here: the bar tells its consumer of its end once, twice or never, as its timer runs. */
    @Override
    public void close() {
        bar.close();
        terminal.println();
    }

    /** The library's own consumers ask a terminal library for the width, which Spark's jars lack. */
    private record Line(PrintStream terminal, int width) implements ProgressBarConsumer {
        @Override
        public int getMaxRenderedLength() {
            return width - 1;
        }

        @Override
        public void accept(String text) {
            terminal.print('\r' + text);
            terminal.flush();
        }

        @Override
        public void close() {}
    }
}

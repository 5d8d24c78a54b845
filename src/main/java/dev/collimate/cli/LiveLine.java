package dev.collimate.cli;

import dev.collimate.distributed.PassReport;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;

/**
 * One line that is written over and over: passes, time so far, time left if all steps that are allowed are taken at the
 * speed of the last pass, loss, mean angle and speed. Fits 80 columns.
 */
final class LiveLine implements Progress {
    private static final int UPDATE_MILLIS = 200;

    private final ProgressBar bar;
    private final PrintStream terminal;
    private volatile PassReport last;

    LiveLine(PrintStream terminal, int width, String task, int expectedPasses) {
        this.terminal = terminal;
        this.bar = new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(expectedPasses)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .continuousUpdate()
                .setEtaFunction(this::timeLeft)
                .setConsumer(new Line(terminal, width))
                .build();
    }

    private Optional<Duration> timeLeft(ProgressState state) {
        return Optional.ofNullable(last).map(report -> {
            double seconds = report.seconds() * (state.getMax() - state.getCurrent());
            return Duration.ofSeconds((long) seconds);
        });
    }

    @Override
    public void passed(PassReport report) {
        last = report;
        if (report.pass() > bar.getMax()) {
            bar.maxHint(report.pass());
        }
        bar.stepTo(report.pass());
        bar.setExtraMessage(String.format(
                Locale.ROOT,
                "loss %.5g, %.2f deg, %s",
                report.loss(),
                report.meanAngleDegrees(),
                Progress.speed(report)));
    }

    /** Ends the line here: the bar tells its consumer of its end once, twice or never, as its timer runs. */
    @Override
    public void close() {
        bar.close();
        terminal.println();
    }

    /** The library's own consumers open the terminal to ask for its width, which submit.sh knows. */
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

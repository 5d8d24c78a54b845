package dev.collimate.cli;

import dev.collimate.distributed.PassListener;
import dev.collimate.distributed.PassReport;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the passes of a fit: {@link LiveLine} on a terminal, {@link PassLog} elsewhere. */
interface Progress extends PassListener, AutoCloseable {
    @Override
    void close();

    static String speed(PassReport report) {
        double rate = report.rowsPerSecond();
        return rate >= 1e6
                ? String.format(Locale.ROOT, "%.2fM rows/s", rate / 1e6)
                : rate >= 1e3
                        ? String.format(Locale.ROOT, "%.1fk rows/s", rate / 1e3)
                        : String.format(Locale.ROOT, "%.0f rows/s", rate);
    }

    /** For logs. */
    final class PassLog implements Progress {
        private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

        @Override
        public void passed(PassReport report) {
            LOG.info("pass {}: {}", report.pass(), describe(report));
        }

        static String describe(PassReport report) {
            return String.format(
                    Locale.ROOT,
                    "loss %.7g, mean angle %.3f degrees, %s",
                    report.loss(),
                    report.meanAngleDegrees(),
                    speed(report));
        }

        @Override
        public void close() {}
    }
}

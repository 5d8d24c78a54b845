package dev.collimate.figures;

import dev.collimate.benchmark.BenchmarksFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Draws the pictures of the documentation, and writes what its pages show by running. */
public final class Figures {
    private static final int WIDTH = 800;
    private static final int HEIGHT = 500;
    private static final int PANEL_HEIGHT = 320;
    private static final int RECALL_HEIGHT = 420;

    private Figures() {}

    /** @param arguments the folder src/site */
    public static void main(String[] arguments) throws IOException {
        Path site = Path.of(arguments[0]);
        Path images = Files.createDirectories(site.resolve("images"));
        Svg.write(images.resolve("losses.svg"), WIDTH, HEIGHT, List.of(LossPictures.losses()));
        Svg.write(images.resolve("gradient-sizes.svg"), WIDTH, HEIGHT, List.of(LossPictures.gradientSizes()));
        drawMeasurements(site.resolve("figures"), images);
        BenchmarksFile.of(site.resolve("architecture.md")).replace("packages", PackagePicture.markdown());
        BenchmarksFile.of(site.resolve("which-loss.md")).replace("runs", WhichLossReport.run());
    }

    /** Those whose measurements are there: programs of their own write them, some for hours. */
    private static void drawMeasurements(Path figures, Path images) throws IOException {
        Path passes = figures.resolve("passes.csv");
        if (Files.exists(passes)) {
            Svg.write(images.resolve("passes.svg"), WIDTH, HEIGHT, List.of(PassPicture.of(passes)));
        }
        Path maps = figures.resolve("maps.csv");
        if (Files.exists(maps)) {
            Svg.write(images.resolve("maps.svg"), WIDTH, HEIGHT, List.of(MapPicture.of(maps)));
        }
        Path recall = figures.resolve("recall.csv");
        if (Files.exists(recall)) {
            Svg.write(images.resolve("recall.svg"), WIDTH, 2 * RECALL_HEIGHT, RecallPicture.of(recall));
        }
        if (ScalingPictures.areIn(figures)) {
            Svg.write(images.resolve("scaling.svg"), WIDTH, 3 * PANEL_HEIGHT, ScalingPictures.of(figures));
        }
    }
}

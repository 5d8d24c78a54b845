package dev.collimate.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.cli.CommandRun;
import dev.collimate.ml.Warnings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A save was killed between its two renames: commands put the newest whole copy where it belongs, and say so. */
class InterruptedSaveIT {
    @TempDir
    private Path folder;

    private String pairs;

    @BeforeEach
    void write() {
        pairs = path("pairs");
        run("generate --rows 60 --input-dim 3 --output-dim 2 --output " + pairs).result();
        run("train --input " + pairs + " --model " + path("model")).result();
    }

    @Test
    void aReaderOfAModelRestoresItFirst() throws IOException {
        interrupt("model", StagingName.NEW, true);
        assertRestores("model", "new", "evaluate --input " + pairs + " --model " + path("model"), 0);
        interrupt("model", StagingName.OLD, false);
        assertRestores("model", "old", "export --to npy --output " + path("npy") + " --model " + path("model"), 0);
    }

    @Test
    void aWriterFindsWhatIsThereAgain() throws IOException {
        interrupt("model", StagingName.NEW, true);
        String train = "train --input " + pairs + " --model " + path("model");
        assertRestores("model", "new", train, 1);
        String predict = "predict --input " + pairs + " --model " + path("model") + " --output " + path("mapped");
        run(predict).result();
        interrupt("mapped", StagingName.OLD, false);
        assertRestores("mapped", "old", predict, 1);

        try (Warnings warnings = Warnings.of(InterruptedSave.class)) {
            run(train + " --mode overwrite").result();
            run(predict + " --mode overwrite").result();
            assertThat(warnings.messages())
                    .hasSize(2)
                    .allMatch(message -> message.contains(": what it left is taken away (."));
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("pairs", "model", "mapped");
    }

    private void assertRestores(String name, String copy, String command, int exitCode) {
        try (Warnings warnings = Warnings.of(InterruptedSave.class)) {
            CommandRun run = run(command);
            assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
            if (exitCode != 0) {
                run.assertError(exitCode, path(name) + " already exists");
            }
            assertThat(warnings.messages())
                    .singleElement()
                    .asString()
                    .startsWith("a save of ")
                    .endsWith(path(name) + " was interrupted; its " + copy + " copy was whole and stands there again");
        }
        assertThat(folder.resolve(name)).isDirectory();
    }

    /** Leaves what a killed process of this machine does. */
    private void interrupt(String name, String copy, boolean whole) throws IOException {
        FileSystem files = FileSystem.getLocal(new Configuration()).getRaw();
        StagingOwner save = StagingOwner.here(files, new org.apache.hadoop.fs.Path(folder.toString()), name);
        if (whole) {
            save.note(StagingName.WHOLE, List.of());
        }
        Files.move(folder.resolve(name), folder.resolve(save.unique() + copy));
        DeadOwner.in(folder);
    }

    private static CommandRun run(String command) {
        return CommandRun.of(command.split(" "));
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }
}

package dev.collimate.figures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.collimate.House;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ArchitecturePageTest {
    private static final Path ROOT = Path.of(System.getProperty("collimate.root", "."));
    private static final Path PAGE = ROOT.resolve("src/site/architecture.md");
    private static final Pattern CLASS = Pattern.compile("`([a-z]+(?:\\.[a-z]+)?)\\.([A-Z]\\w+)`");

    @Test
    void itsPictureIsThatOfThePackages() throws IOException {
        assertThat(Files.readString(PAGE)).contains(PackagePicture.markdown());
    }

    @Test
    void everyClassThatItNamesIsThere() throws IOException {
        Matcher names = CLASS.matcher(Files.readString(PAGE));
        int found = 0;
        while (names.find()) {
            Path source = ROOT.resolve("src/main/java/dev/collimate")
                    .resolve(names.group(1).replace('.', '/'))
                    .resolve(names.group(2) + ".java");
            assertThat(source).exists();
            found++;
        }
        assertThat(found).isGreaterThan(20);
        assertThat(House.packages()).isNotEmpty();
    }
}

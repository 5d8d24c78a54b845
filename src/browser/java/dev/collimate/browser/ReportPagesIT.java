package dev.collimate.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import dev.collimate.SparkTests;
import dev.collimate.cli.CommandRun;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import nu.validator.messages.MessageEmitterAdapter;
import nu.validator.messages.TextMessageEmitter;
import nu.validator.servlet.imagereview.ImageCollector;
import nu.validator.source.SourceCode;
import nu.validator.validation.SimpleDocumentValidator;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.print.PrintOptions;
import org.xml.sax.InputSource;

/** The pages of reports as a browser shows them. */
class ReportPagesIT {
    private static final String ROOT = System.getProperty("collimate.root", ".");
    private static final List<String> PAGES = List.of("train", "choice", "doctor", "evaluate", "retrieval");
    private static final int MOST_PRINTED = 8;
    private static final long MOST_BYTES = 300_000;
    private static final long VALIDATOR_STACK_BYTES = 1 << 26;

    /** Elements that stick out of the screen; tables scroll in a box of their own. */
    private static final String OVERFLOWING = """
            const wide = [];
            if (document.documentElement.scrollWidth > window.innerWidth) wide.push('page');
            for (const e of document.querySelectorAll('body *')) {
                if (e.closest('.table') && !e.matches('.table')) continue;
                const box = e.getBoundingClientRect();
                if (box.right > window.innerWidth + 0.5 || box.left < -0.5) wide.push(e.tagName + ' ' + e.textContent.slice(0, 40));
            }
            return wide.join('\\n');
            """;

    /** Tables wider than the room they have: on paper what is beyond is cut off. */
    private static final String CUT_OFF = """
            return [...document.querySelectorAll('.table')].filter(e => e.scrollWidth > e.clientWidth)
                .map(e => e.getAttribute('aria-label') + ': ' + e.scrollWidth + ' > ' + e.clientWidth).join('\\n');
            """;

    /** Lines that two entries of a legend show alike. */
    private static final String ALIKE = """
            return [...document.querySelectorAll('.legend')].filter(legend => {
                const keys = [...legend.querySelectorAll('svg')].map(key => key.innerHTML);
                return new Set(keys).size < keys.length;
            }).map(legend => legend.textContent).join('\\n');
            """;

    /** Between the margins of 1 cm of a sheet of A4, in pixels. */
    private static final int PAPER_WIDTH = 718;

    /** The least contrast of text in pictures with the page; axe measures that of all other text. */
    private static final String CONTRAST_OF_PICTURES = """
            const light = c => c.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)
                .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
            const paper = light(getComputedStyle(document.body).backgroundColor);
            return Math.min(...[...document.querySelectorAll('svg text')].map(t => light(getComputedStyle(t).fill))
                .map(ink => (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)));
            """;

    @TempDir
    private static Path folder;

    private static Browser browser;

    record View(String page, int width, String scheme) {}

    static Stream<View> views() {
        return PAGES.stream().flatMap(page -> Stream.of(360, 1280)
                .flatMap(width -> Stream.of("light", "dark").map(scheme -> new View(page, width, scheme))));
    }

    @BeforeAll
    static void writePages() {
        String train = ROOT + "/src/sample/train";
        String grouped = folder.resolve("grouped").toString();
        // A name that no line breaks at, and one that is markup.
        SparkTests.sample("test")
                .withColumn(
                        "group",
                        functions.expr("case pmod(hash(x), 3) when 0 then repeat('x', 200)"
                                + " when 1 then '<img src=x onerror=alert(1)>' else 'third' end"))
                .write()
                .parquet(grouped);
        run("doctor", "--estimate", "false", "--input", train);
        // A ridge that is given saves the time of the choice.
        report(
                "choice",
                "train",
                "--map",
                "auto",
                "--ridge",
                "1",
                "--select",
                "recall@10",
                "--mapped",
                "query",
                "--input",
                train,
                "--validation",
                grouped,
                "--model",
                path("chosen"));
        run("train", "--input", train, "--validation", grouped, "--patience", "3", "--model", path("model"));
        run("evaluate", "--input", grouped, "--model", path("model"), "--group-col", "group");
        run(
                "retrieval",
                "--input",
                grouped,
                "--corpus",
                train,
                "--training",
                train,
                "--model",
                path("model"),
                "--key",
                "text",
                "--group-col",
                "group");
        browser = new Browser();
    }

    @AfterAll
    static void quit() {
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @MethodSource("views")
    void nothingOverflowsAndTheConsoleIsSilent(View view) throws IOException {
        show(view);
        keepPicture(view);
        assertThat((String) browser.script(OVERFLOWING)).isEmpty();
        assertThat(browser.console()).isEmpty();
        assertThat(browser.script("return performance.getEntriesByType('resource').length"))
                .isEqualTo(0L);
    }

    @ParameterizedTest
    @MethodSource("views")
    void everybodyCanReadIt(View view) {
        show(view);
        List<Rule> violations = new AxeBuilder().analyze(browser.driver()).getViolations();
        assertThat(violations)
                .extracting(rule -> rule.getId() + " " + rule.getNodes())
                .isEmpty();
        assertThat(((Number) browser.script(CONTRAST_OF_PICTURES)).doubleValue())
                .isGreaterThanOrEqualTo(4.5);
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void itIsValidHtml(String page) throws Exception {
        String html = Files.readString(file(page));
        assertThat(mistakes(html)).isBlank();
        assertThat(mistakes(html.replace("<h1>", "<h1><p>inside</p>"))).contains("not allowed as child of");
    }

    /** What the validator says of a page. */
    private static String mistakes(String html) throws Exception {
        // Its schemas are nested deeper than a thread's stack by default.
        FutureTask<String> validation = new FutureTask<>(() -> validated(html));
        new Thread(null, validation, "validator", VALIDATOR_STACK_BYTES).start();
        return validation.get();
    }

    private static String validated(String html) throws Exception {
        var out = new java.io.ByteArrayOutputStream();
        var errors = new MessageEmitterAdapter(
                null,
                new SourceCode(),
                false,
                new ImageCollector(new SourceCode()),
                0,
                false,
                new TextMessageEmitter(out, false));
        errors.setErrorsOnly(true);
        SimpleDocumentValidator validator = new SimpleDocumentValidator();
        validator.setUpMainSchema("http://s.validator.nu/html5-rdfalite.rnc", errors);
        validator.setUpValidatorAndParsers(errors, true, false);
        InputSource source = new InputSource(new StringReader(html));
        source.setSystemId("page.html");
        validator.checkHtmlInputSource(source);
        errors.end("", "", "");
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void itPrintsOnAFewSheets(String page) {
        show(new View(page, 1280, "dark"));
        byte[] pdf = Base64.getDecoder()
                .decode(browser.driver().print(new PrintOptions()).getContent());
        int sheets = new String(pdf, StandardCharsets.ISO_8859_1).split("/Type\\s*/Page[^s]").length - 1;
        assertThat(sheets).isBetween(1, MOST_PRINTED);
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void noTableIsCutOffOnPaperOrScrollsOnAWideScreen(String page) {
        browser.showOnPaper(url(page), PAPER_WIDTH);
        assertThat((String) browser.script(CUT_OFF)).as("paper").isEmpty();
        show(new View(page, 1280, "light"));
        assertThat((String) browser.script(CUT_OFF)).as("1,280 pixels").isEmpty();
    }

    @ParameterizedTest
    @FieldSource("PAGES")
    void linesOfAPictureAreToldApartAndThePageIsSmall(String page) throws IOException {
        show(new View(page, 1280, "light"));
        assertThat((String) browser.script(ALIKE)).isEmpty();
        assertThat(Files.size(file(page))).isLessThanOrEqualTo(MOST_BYTES);
    }

    private static void show(View view) {
        browser.show(url(view.page()), view.width(), view.scheme());
    }

    private static String url(String page) {
        return file(page).toUri().toString();
    }

    /** For people to look at. */
    private static void keepPicture(View view) throws IOException {
        Path pictures = Files.createDirectories(Path.of(ROOT, "target", "report-pages"));
        Object whole = browser.driver()
                .executeCdpCommand(
                        "Page.captureScreenshot", java.util.Map.of("format", "png", "captureBeyondViewport", true))
                .get("data");
        Files.write(
                pictures.resolve(view.page() + "-" + view.width() + "-" + view.scheme() + ".png"),
                Base64.getDecoder().decode((String) whole));
    }

    private static void run(String... arguments) {
        report(arguments[0], arguments);
    }

    private static void report(String page, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--report", file(page).toString()));
        CommandRun.of(all.toArray(String[]::new)).result();
    }

    private static Path file(String page) {
        return folder.resolve(page + ".html");
    }

    private static String path(String name) {
        return folder.resolve(name).toString();
    }
}

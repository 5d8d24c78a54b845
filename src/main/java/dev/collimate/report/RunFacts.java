package dev.collimate.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What a run was: settings, versions, seed, kernel and data, in the order to show them.
 *
 * @param facts by name
 */
public record RunFacts(Map<String, String> facts) {
    private static final String VERSION_FILE = "version.properties";

    /**
     * @param settings options that were given, as the user wrote them but without secrets
     * @param data what identifies the data
     */
    public static RunFacts of(
            String command, String settings, String sparkVersion, long seed, String kernel, String data) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Command", command);
        facts.put("Settings", settings.isEmpty() ? "defaults" : settings);
        facts.put("Seed", Long.toString(seed));
        facts.put("Data", data);
        facts.put("Kernel", kernel);
        facts.put("Versions", "Collimate " + version() + ", Spark " + sparkVersion + ", Java " + Runtime.version());
        return new RunFacts(facts);
    }

    /** With the model that was measured, by its fingerprint. */
    public RunFacts withModel(String fingerprint) {
        Map<String, String> all = new LinkedHashMap<>(facts);
        all.put("Model", fingerprint);
        return new RunFacts(all);
    }

    private static String version() {
        try (InputStream resource = RunFacts.class.getResourceAsStream(VERSION_FILE)) {
            Properties properties = new Properties();
            properties.load(resource);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.collimate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The packages and what each may name beside itself and the JDK: the packages listed and all that those may use, and
 * libraries. The lowest first.
 */
public final class House {
    private record Room(List<String> packages, List<String> libraries) {}

    private static final String ROOT = "dev.collimate.";
    private static final Map<String, Room> ROOMS = new LinkedHashMap<>();

    static {
        room(
                "math",
                List.of(),
                "dev.ludovic.netlib",
                "org.netlib.util",
                "org.bytedeco",
                "org.apache.commons.math3.special",
                "org.slf4j");
        room("optim", List.of());
        room("chart", List.of(), "javax.xml.stream");
        room("loss", List.of("math"));
        room("map", List.of("math"));
        room("data", List.of("math"));
        room("moments", List.of("loss", "map", "data", "optim"));
        room("objective", List.of("moments"));
        room("evaluation", List.of("loss", "map", "data"));
        room("profile", List.of("data"), "org.apache.commons.codec");
        room("gradcheck", List.of("objective"));
        room("cluster", List.of(), "org.apache.spark", "org.apache.hadoop", "scala", "org.slf4j");
        room("aggregate", List.of("cluster", "data"), "org.apache.spark", "scala");
        room("rows", List.of("data", "map"), "org.apache.spark", "org.apache.hadoop", "scala");
        room(
                "distributed",
                List.of("aggregate", "rows", "evaluation", "objective", "profile"),
                "org.apache.spark",
                "org.slf4j",
                "scala");
        room("model", List.of("map", "data"), "com.fasterxml.jackson");
        room(
                "storage",
                List.of("model"),
                "org.apache.spark",
                "org.apache.hadoop",
                "com.fasterxml.jackson",
                "org.slf4j",
                "scala");
        room(
                "fit",
                List.of("distributed", "storage"),
                "org.apache.spark",
                "org.apache.hadoop",
                "com.fasterxml.jackson",
                "org.slf4j");
        room("ml.param", List.of("fit"), "org.apache.spark", "scala");
        room("ml", List.of("ml.param"), "org.apache.spark", "org.apache.hadoop");
        room("sql", List.of("rows", "storage"), "org.apache.spark", "scala");
        room("synthetic", List.of("distributed"), "org.apache.spark");
        room("benchmark", List.of("fit", "synthetic"), "org.apache.spark", "org.apache.commons.math3");
        room("doctor", List.of("benchmark"), "org.apache.spark");
        room(
                "tables",
                List.of("cluster", "rows", "storage"),
                "org.apache.spark",
                "org.apache.hadoop",
                "org.slf4j",
                "ch.randelshofer.fastdoubleparser");
        room(
                "report",
                List.of("chart", "doctor"),
                "com.fasterxml.jackson",
                "org.apache.commons.text",
                "javax.xml.stream");
        room("python", List.of("ml", "report", "sql", "tables"), "org.apache.spark", "com.fasterxml.jackson");
        room(
                "cli",
                List.of("gradcheck", "ml", "tables", "report"),
                "org.apache.spark",
                "org.apache.commons.text",
                "org.slf4j",
                "picocli",
                "me.tongfei.progressbar");
    }

    private House() {}

    private static void room(String name, List<String> packages, String... libraries) {
        ROOMS.put(name, new Room(packages, List.of(libraries)));
    }

    public static Set<String> packages() {
        return ROOMS.keySet();
    }

    /** The packages that {@code home} names in the table, without those that follow from them. */
    public static List<String> directlyBelow(String home) {
        return ROOMS.get(home).packages();
    }

    /** All packages that {@code home} may use. */
    public static Set<String> below(String home) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> waiting = new ArrayDeque<>(ROOMS.get(home).packages());
        while (!waiting.isEmpty()) {
            String name = waiting.pop();
            if (reached.add(name)) {
                waiting.addAll(ROOMS.get(name).packages());
            }
        }
        return reached;
    }

    /** What {@code home} may use, as its package-info.java says it. */
    static String mayUse(String home) {
        Room room = ROOMS.get(home);
        String packages =
                switch (room.packages().size()) {
                    case 0 -> "no other package";
                    case 1 -> code(room.packages()) + " and what that may use";
                    default -> code(room.packages()) + " and what those may use";
                };
        String libraries = room.libraries().isEmpty() ? "none" : code(room.libraries());
        return "May use: " + packages + ". Libraries: " + libraries + ".";
    }

    private static String code(List<String> names) {
        return names.stream().map(name -> "{@code " + name + "}").collect(Collectors.joining(", "));
    }

    /** Whether a source of package {@code home} may use the type or member of that full name. */
    static boolean allows(String home, String name) {
        if (name.startsWith(ROOT)) {
            Set<String> usable = new TreeSet<>(below(home));
            usable.add(home);
            return usable.contains(packageOf(name));
        }
        return libraries(home).stream().anyMatch(library -> isOf(library, name));
    }

    /** The packages of libraries that {@code home} may use. */
    static List<String> libraries(String home) {
        return ROOMS.get(home).libraries();
    }

    static boolean isOf(String library, String name) {
        return name.equals(library) || name.startsWith(library + ".");
    }

    /** The package of the type or member of that full name; empty if it is none of the project's. */
    static String homeOf(String name) {
        return name.startsWith(ROOT) ? packageOf(name) : "";
    }

    /** Of a full name of the project: what stands before the first part that begins in upper case. */
    private static String packageOf(String name) {
        StringBuilder found = new StringBuilder();
        for (String part : name.substring(ROOT.length()).split("\\.")) {
            if (Character.isUpperCase(part.charAt(0))) {
                break;
            }
            found.append(found.isEmpty() ? "" : ".").append(part);
        }
        return found.toString();
    }
}

package dev.collimate.cli;

import picocli.CommandLine;

/** The commands there are. */
final class Commands {
    private Commands() {}

    static void addTo(CommandLine root, Surroundings surroundings) {}
}

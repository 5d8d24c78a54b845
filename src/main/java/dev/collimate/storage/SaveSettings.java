package dev.collimate.storage;

/**
 * How a directory is saved.
 *
 * @param kind of what is saved, and of what may be replaced
 * @param bytes that it takes; 0 if unknown
 */
public record SaveSettings(SavedKind kind, boolean overwrite, long bytes) {}

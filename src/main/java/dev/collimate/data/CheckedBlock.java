package dev.collimate.data;

import java.io.Serializable;

/**
 * A block and what the checks found on the rows that were read for it. The last block of a partition may have no rows.
 */
public record CheckedBlock(PairBlock block, RowChecks checks) implements Serializable {}

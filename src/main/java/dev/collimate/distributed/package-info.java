/**
 * Blocks that executors hold, and passes over them: the objective, its moments, the evaluation,
 * searches among documents, and the profile of pairs.
 *
 * <p>May use: {@code aggregate}, {@code rows}, {@code evaluation}, {@code objective}, {@code profile} and what those may use.
 * Libraries: {@code org.apache.spark}, {@code org.slf4j}, {@code scala}.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.distributed;

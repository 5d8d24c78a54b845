/**
 * What is to be known of pairs before a map is fitted to them: measurements, findings by grade with what to do, and what the
 * fit will take.
 *
 * <p>May use: {@code benchmark} and what that may use. Libraries: {@code org.apache.spark}.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.doctor;

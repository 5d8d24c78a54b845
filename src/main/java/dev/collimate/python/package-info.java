/**
 * What the functions of the Python package ask of the JVM, and get as JSON: reports of the doctor and of retrieval.
 *
 * <p>May use: {@code ml}, {@code report} and what those may use. Libraries: {@code org.apache.spark}.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.python;

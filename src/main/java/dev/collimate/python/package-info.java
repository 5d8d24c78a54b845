/**
 * What the functions of the Python package ask of the JVM: reports of the doctor and of retrieval, as JSON, and on Spark
 * Connect pairs that are read and functions of SQL as well.
 *
 * <p>May use: {@code ml}, {@code report}, {@code sql}, {@code tables} and what those may use. Libraries:
 * {@code org.apache.spark}, {@code com.fasterxml.jackson}.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.python;

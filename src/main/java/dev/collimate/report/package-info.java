/**
 * What a run tells: the result line and tables for people.
 *
 * <p>May use: {@code doctor} and what that may use. Libraries: {@code com.fasterxml.jackson}, {@code
 * org.apache.commons.text}.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.report;

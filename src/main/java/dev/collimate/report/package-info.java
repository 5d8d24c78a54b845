/**
 * What a run tells: the result line, tables and pages for people.
 *
 * <p>May use: {@code chart}, {@code doctor} and what those may use. Libraries: {@code com.fasterxml.jackson},
 * {@code org.apache.commons.text}, {@code javax.xml.stream}.
 *
 * <p>Public API: none; all is interior.
 */
package dev.collimate.report;

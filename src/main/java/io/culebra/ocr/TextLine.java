package io.culebra.ocr;

/**
 * A line of text in a picture.
 *
 * @param text what it says
 * @param confidence how sure the recognition is, from 0 to 1: the mean over the characters
 * @param box where it is
 */
public record TextLine(String text, double confidence, TextBox box) {}

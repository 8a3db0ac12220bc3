// SVG: a small canvas whose bytes depend on what is drawn and on nothing else.
//
// Every function appends to a Text. Lengths are in pixels and written with at most one decimal,
// from whole tenths; attributes stand in a fixed order; there are no ids, dates or random names,
// so several drawings can stand in one HTML page. Colours are classes of one style sheet inside
// the drawing, with a second set for readers who prefer dark pages. The series' colours are those
// of Okabe and Ito (2008, "Color universal design"), without the yellow, which cannot be seen on
// white; after seven they come again dashed, then dotted.

#pragma once

#include <stddef.h>

#include "base/text.h"

enum { SVG_COLOURS = 7, SVG_FONT = 12 };

typedef enum SvgAnchor { SVG_START, SVG_MIDDLE, SVG_END } SvgAnchor;

typedef enum SvgLine {       // what a line is for
  SVG_AXIS,
  SVG_GRID,
  SVG_MARK,                  // dashed: an event or threshold
  SVG_LEADER                 // thin, from a label to what it names
} SvgLine;

typedef enum SvgArea { SVG_PAPER, SVG_SHADE, SVG_WALL } SvgArea;

typedef enum SvgFont {
  SVG_NORMAL,
  SVG_SOFT,
  SVG_SMALL,
  SVG_TITLE,
  SVG_HEADING,
  SVG_BLACK,                 // on a colour that stays the same on dark pages
  SVG_WHITE
} SvgFont;

// A drawing of that size on its own paper; title and description (NULL: none) are for readers who
// do not see it.
void svg_open(Text *out, double width, double height, const char *title, const char *about);
void svg_close(Text *out);

// A group with a name that viewers show as a tooltip and speak; NULL: none.
void svg_group_open(Text *out, const char *name);
void svg_group_close(Text *out);

void svg_line(Text *out, SvgLine line, double x1, double y1, double x2, double y2);
void svg_rect(Text *out, SvgArea area, double x, double y, double width, double height);
void svg_text(Text *out, SvgFont font, SvgAnchor anchor, double x, double y, const char *text);

// Text turned by whole degrees, clockwise, about its anchor.
void svg_text_turned(Text *out, SvgFont font, SvgAnchor anchor, double x, double y, int degrees,
                     const char *text);

// Things in the colour of a series (any index from 0).
void svg_bar(Text *out, int series, double x, double y, double width, double height);
void svg_dot(Text *out, int series, double x, double y, double radius);
void svg_stroke(Text *out, int series, double x1, double y1, double x2, double y2);
void svg_whisker(Text *out, double x, double y1, double y2);       // an interval on a bar

// Paths: open, then moves and lines, then close. A curve is stroked, a band filled, pale.
void svg_curve_open(Text *out, int series);
void svg_band_open(Text *out, int series);
void svg_fill_open(Text *out, unsigned colour);                    // 0xRRGGBB, crisp edges
void svg_area_open(Text *out, SvgArea area);                       // crisp edges
void svg_move(Text *out, double x, double y);
void svg_to(Text *out, double x, double y);
void svg_box(Text *out, double x, double y, double width, double height);   // a closed rectangle
void svg_seal(Text *out);                                          // closes the outline
void svg_path_close(Text *out);

// About how wide a text is, in pixels; never less than usual sans-serif faces need.
double svg_width(const char *text, double size);

// Text with the characters that XML reserves written out, controls and broken UTF-8 as '?'.
void svg_escape(Text *out, const char *text);

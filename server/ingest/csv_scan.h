/*
 * Comma-separated values (RFC 4180) read from a stream: quotes, line breaks inside quotes, LF or
 * CRLF, a byte order mark. Fields are located, not copied: 64 bytes at a time are compared with
 * the separators (csv_block.h), whose places are noted; only fields somebody reads are looked at.
 *
 * A row with its separators must fit into the window, CSV_ROW_MAX bytes, and with it the list of
 * places: nothing grows with the file. How the input is cut into reads does not matter.
 *
 * Strict where leniency would lose money: a quotation mark inside an unquoted field could swallow
 * the next rows, so it is an error, as is a row with another number of fields than the header.
 */
#ifndef PROFORMA_INGEST_CSV_SCAN_H
#define PROFORMA_INGEST_CSV_SCAN_H

#include "ingest/csv_block.h"
#include "ingest/input.h"

#define CSV_ROW_MAX (256 * 1024)
#define CSV_WINDOW (CSV_ROW_MAX + CSV_BLOCK) /* a block of zeros follows what is there */
#define CSV_FILL (128 * 1024) /* a window is not filled further than this for several rows */

struct csv_scan {
    struct input *input;
    const struct csv_machine *machine;
    char *bytes;        /* the window: CSV_WINDOW bytes */
    size_t size;        /* bytes of it that are there */
    bool is_at_end;     /* the input has no more */
    size_t row;         /* where the row begins that is read next */
    size_t next_block;  /* where the next 64 bytes to look at begin */
    size_t block;       /* where those begin that `marks` speaks of */
    uint64_t marks;     /* separators of the block that were not used yet */
    uint64_t row_ends;  /* those of them that are line ends */
    uint64_t breaks;    /* line breaks inside quotes of the block */
    uint64_t in_quotes; /* all ones: the next block begins inside quotes */
    uint64_t may_open;  /* 1: the next block may begin with an opening quote */
    uint64_t closed;    /* 1: the block before ended with a closing quote */
    size_t bad_quote;   /* where a quote is misplaced; SIZE_MAX: nowhere */
    int broken;         /* line breaks inside quotes since the row began */
    int64_t rows;       /* rows read so far, the header not counted */
    int64_t line;       /* the line that the next row begins on, from 1 */
    int64_t row_line;   /* the line that the row read last begins on */
    size_t found;       /* fields of a row that was found and not given out yet; 0: none */
    bool has_header;
    /* Of the row read last: ends[0] is where it begins less one, ends[i] where its field i (from 1)
     * ends. As many as a row of separators alone may have, and a block more. */
    uint32_t *ends;
};

/* The window is made in the arena of `cx`. */
struct csv_scan csv_scan_open(struct cx *cx, struct input *input);

/*
 * Reads the header: its fields, unquoted, are copied into the arena. An input without any byte
 * fails with ERR_file_empty, more than `max` fields with ERR_file_format.
 */
bool csv_scan_header(struct cx *cx, struct csv_scan *csv, size_t max, str **names, size_t *count);

/* The fields of a row that somebody asks for: field `field`, from 0, goes to cells[slot]. */
struct csv_pick {
    uint16_t field;
    uint16_t slot;
};
struct csv_picks {
    const struct csv_pick *items;
    size_t count;
    size_t fields; /* that each row must have */
};

/*
 * Reads the next row into `cells`; *found is false at the end. The cells borrow the window and are
 * valid until the next call.
 */
bool csv_scan_row(struct cx *cx, struct csv_scan *csv, const struct csv_picks *picks, str *cells,
                  bool *found);

/*
 * For several rows that are valid together. csv_scan_move goes on in another window, of CSV_WINDOW
 * bytes: rows in the one before stay as they are. Then csv_scan_row is called, and again as long as
 * csv_scan_has_row tells that the next row is in the window, too, or fails without a look at more.
 */
bool csv_scan_move(struct cx *cx, struct csv_scan *csv, char *window);
bool csv_scan_has_row(struct csv_scan *csv, const struct csv_picks *picks);

/* The place of the row read last, for messages. */
struct place;
struct place csv_scan_place(const struct csv_scan *csv);

#endif

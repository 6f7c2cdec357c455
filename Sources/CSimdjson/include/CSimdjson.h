#pragma once
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A reusable simdjson parser with the document it parsed last.
typedef struct saring_json saring_json;

/// The last document's tape (simdjson's doc/tape.md) and the decoded strings it points into.
/// Valid until the next parse with, or the destruction of, the same parser.
typedef struct {
  /// 0, or simdjson's error code.
  int32_t error;
  const uint64_t *tape;
  size_t tape_count;
  const uint8_t *strings;
} saring_json_document;

saring_json *saring_json_create(void);
void saring_json_destroy(saring_json *parser);

/// Parses `count` bytes; at least `saring_json_padding` readable bytes must follow them.
/// `depth` bounds nesting; deeper input is the error DEPTH_ERROR.
saring_json_document saring_json_parse(saring_json *parser, const uint8_t *bytes, size_t count, size_t depth);

/// simdjson's sentence for an error code.
const char *saring_json_message(int32_t error);

/// Readable bytes needed behind every parsed document.
size_t saring_json_padding(void);

#ifdef __cplusplus
}
#endif

#pragma once
#include <stddef.h>
#include <stdint.h>

/// What folding and counting need to know of a scalar. Generated; see Sources/Text/Tables/generate.py.
typedef struct {
  uint8_t group;    ///< 0 other, 1 letter, 2 digit, 3 mark, 4 emoji, 5 space, 6 invisible, 7 direction mark
  uint8_t script;   ///< raw value of Text.Script; 0 also for marks that may be put upon Latin letters
  uint8_t kind;     ///< 1 styled, 2 enclosed, 0 neither
  uint8_t alphabet; ///< number of the decorative alphabet, from 1
  uint8_t flags;    ///< 1 upper case, 2 a letter that no living orthography sets there, 4 takes part in NFC
  uint8_t combining_class;
  uint8_t look_alike; ///< the ASCII letter that a letter of another script passes for, or 0
  uint8_t fold_count; ///< bytes of the folded form; 0 where the scalar folds to itself
  uint16_t fold;      ///< where in saring_unicode_folds they begin
} saring_unicode_record;

typedef struct {
  uint32_t first, second, composite;
} saring_unicode_pair;

typedef struct {
  uint32_t scalar, first, second; ///< second is 0 for singletons
} saring_unicode_decomposition;

extern const char saring_unicode_version[];
/// Blocks of 128 scalars, by scalar / 128.
extern const uint16_t saring_unicode_index[];
extern const uint16_t saring_unicode_blocks[];
extern const saring_unicode_record saring_unicode_records[];
extern const uint8_t saring_unicode_folds[];
/// Regions that have a flag: by first letter from A, bit n for the second letter A + n.
extern const uint32_t saring_unicode_regions[26];
/// Canonical compositions, sorted by first, then second.
extern const size_t saring_unicode_pair_count;
extern const saring_unicode_pair saring_unicode_pairs[];
/// Canonical decompositions, one step, sorted by scalar.
extern const size_t saring_unicode_decomposition_count;
extern const saring_unicode_decomposition saring_unicode_decompositions[];

static inline saring_unicode_record saring_unicode_lookup(uint32_t scalar) {
  if (scalar > 0x10FFFF) scalar = 0xFFFD;
  return saring_unicode_records[saring_unicode_blocks[((uint32_t)saring_unicode_index[scalar >> 7] << 7) | (scalar & 127)]];
}

/// The version of Unicode that the tables are made from, such as "15.0".
static inline const char *saring_unicode_version_string(void) { return saring_unicode_version; }

/// A byte of a folded form.
static inline uint8_t saring_unicode_fold_byte(uint32_t offset) { return saring_unicode_folds[offset]; }

/// Whether two regional indicators, counted from A, spell a region that has a flag.
static inline int saring_unicode_is_region(uint32_t first, uint32_t second) {
  return first < 26 && second < 26 && (saring_unicode_regions[first] >> second & 1);
}

/// The canonical composition of two scalars, or 0.
static inline uint32_t saring_unicode_compose(uint32_t first, uint32_t second) {
  size_t low = 0, high = saring_unicode_pair_count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    const saring_unicode_pair *pair = &saring_unicode_pairs[middle];
    if (pair->first < first || (pair->first == first && pair->second < second)) low = middle + 1;
    else high = middle;
  }
  if (low == saring_unicode_pair_count) return 0;
  const saring_unicode_pair *pair = &saring_unicode_pairs[low];
  return pair->first == first && pair->second == second ? pair->composite : 0;
}

/// One step of canonical decomposition; `first` is 0 where the scalar does not decompose.
static inline saring_unicode_decomposition saring_unicode_decompose(uint32_t scalar) {
  size_t low = 0, high = saring_unicode_decomposition_count;
  while (low < high) {
    size_t middle = (low + high) / 2;
    if (saring_unicode_decompositions[middle].scalar < scalar) low = middle + 1;
    else high = middle;
  }
  if (low < saring_unicode_decomposition_count && saring_unicode_decompositions[low].scalar == scalar)
    return saring_unicode_decompositions[low];
  saring_unicode_decomposition none = {scalar, 0, 0};
  return none;
}

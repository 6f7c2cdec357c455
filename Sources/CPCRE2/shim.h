#pragma once
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

// PCRE2_UNSET is a cast expression, which Swift's importer cannot read as a constant.
static const PCRE2_SIZE saring_pcre2_unset = PCRE2_UNSET;

#pragma once

/// Has the processor fetch what lies at an address, which need not be valid, and does not wait for it.
static inline void saring_prefetch(const void *address) { __builtin_prefetch(address); }

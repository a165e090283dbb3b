/* The policy language told to others: to editors, to luacheck, to people. Each
 * is made from the tables that register the language (policy/words.h). */
#ifndef RBK_AUTHOR_EDITOR_H
#define RBK_AUTHOR_EDITOR_H

#include "base/buffer.h"

/* Definitions for the Lua language server, `rollbook.d.lua`. */
void rbk_editor_definitions(rbk_buffer *out);
/* Settings for luacheck, `.luacheckrc`: the names of scripts and no others. */
void rbk_editor_luacheck(rbk_buffer *out);
/* The reference of words, as Markdown. */
void rbk_editor_words(rbk_buffer *out);

#endif

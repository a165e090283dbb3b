#include "author/listing.h"

#include <string.h>

void rbk_listing_begin(rbk_listing *page, rbk_buffer *buffer, bool json) {
  *page = (rbk_listing){.buffer = buffer, .json = json};
  rbk_buffer_init(&page->value, buffer->alloc);
  if (json) rbk_buffer_byte(buffer, '{');
}

rbk_status rbk_listing_end(rbk_listing *page) {
  if (page->json) rbk_buffer_text(page->buffer, "}\n");
  rbk_status status = page->value.status;
  rbk_buffer_finish(&page->value);
  return status ? status : page->buffer->status;
}

static void json_name(rbk_listing *page, const char *name, bool first) {
  if (!first) rbk_buffer_byte(page->buffer, ',');
  rbk_buffer_json(page->buffer, name, strlen(name));
  rbk_buffer_byte(page->buffer, ':');
}

static void json_value(rbk_listing *page, const char *text) {
  if (text == NULL)
    rbk_buffer_text(page->buffer, "null");
  else
    rbk_buffer_json(page->buffer, text, strlen(text));
}

void rbk_listing_head(rbk_listing *page, const char *name, const char *text) {
  if (page->json) {
    json_name(page, name, page->sections++ == 0);
    json_value(page, text);
  } else if (text != NULL) {
    rbk_buffer_format(page->buffer, "%s: %s\n", name, text);
  }
}

void rbk_listing_section(rbk_listing *page, const char *name) {
  page->records = 0;
  if (page->json) {
    json_name(page, name, page->sections++ == 0);
    rbk_buffer_byte(page->buffer, '[');
  } else {
    if (page->buffer->length > 0) rbk_buffer_byte(page->buffer, '\n');
    rbk_buffer_format(page->buffer, "%s\n", name);
  }
}

void rbk_listing_section_end(rbk_listing *page) {
  if (page->json)
    rbk_buffer_byte(page->buffer, ']');
  else if (page->records == 0)
    rbk_buffer_text(page->buffer, "  none\n");
}

void rbk_listing_record(rbk_listing *page) {
  if (page->json) rbk_buffer_text(page->buffer, page->records > 0 ? ",{" : "{");
  page->records++;
  page->fields = 0;
}

void rbk_listing_record_end(rbk_listing *page) {
  if (page->json) rbk_buffer_byte(page->buffer, '}');
}

/* A text of several lines stands below its name. */
static void put_lines(rbk_buffer *out, const char *name, const char *text) {
  rbk_buffer_format(out, "    %s:\n", name);
  while (*text != '\0') {
    size_t length = strcspn(text, "\n");
    if (length > 0) {
      rbk_buffer_text(out, "      ");
      rbk_buffer_add(out, text, length);
    }
    rbk_buffer_byte(out, '\n');
    text += length + (text[length] == '\n');
  }
}

void rbk_listing_text(rbk_listing *page, const char *name, const char *text) {
  bool first = page->fields++ == 0;
  if (page->json) {
    json_name(page, name, first);
    json_value(page, text);
  } else if (first) {
    rbk_buffer_format(page->buffer, "  %s\n", text != NULL ? text : "");
  } else if (text != NULL && strchr(text, '\n') != NULL) {
    put_lines(page->buffer, name, text);
  } else if (text != NULL && text[0] != '\0') {
    rbk_buffer_format(page->buffer, "    %s: %s\n", name, text);
  }
}

void rbk_listing_date(rbk_listing *page, const char *name, rbk_date date) {
  char text[11];
  rbk_date_print(date, text);
  rbk_listing_text(page, name, date == RBK_NO_DATE ? NULL : text);
}

void rbk_listing_list(rbk_listing *page, const char *name,
                      const rbk_names *names) {
  if (page->json) {
    json_name(page, name, page->fields++ == 0);
    rbk_buffer_byte(page->buffer, '[');
    for (size_t i = 0; i < names->count; i++) {
      if (i > 0) rbk_buffer_byte(page->buffer, ',');
      json_value(page, names->items[i]);
    }
    rbk_buffer_byte(page->buffer, ']');
    return;
  }
  rbk_listing_open(page);
  for (size_t i = 0; i < names->count; i++) {
    if (i > 0) rbk_buffer_text(&page->value, ", ");
    rbk_buffer_text(&page->value, names->items[i]);
  }
  rbk_listing_close(page, name);
}

void rbk_listing_yes(rbk_listing *page, const char *name, bool yes) {
  if (page->json) {
    json_name(page, name, page->fields++ == 0);
    rbk_buffer_text(page->buffer, yes ? "true" : "false");
  } else if (yes) {
    rbk_listing_text(page, name, "yes");
  }
}

void rbk_listing_open(rbk_listing *page) {
  rbk_buffer_clear(&page->value);
}

void rbk_listing_close(rbk_listing *page, const char *name) {
  const char *text = rbk_buffer_string(&page->value);
  rbk_listing_text(page, name, text == NULL || text[0] == '\0' ? NULL : text);
}

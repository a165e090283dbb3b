#include "author/page.h"

#include <string.h>

void rbk_page_begin(rbk_page *page, rbk_buffer *buffer, bool json) {
  *page = (rbk_page){.buffer = buffer, .json = json};
  rbk_buffer_init(&page->value, buffer->alloc);
  if (json) rbk_buffer_byte(buffer, '{');
}

rbk_status rbk_page_end(rbk_page *page) {
  if (page->json) rbk_buffer_text(page->buffer, "}\n");
  rbk_status status = page->value.status;
  rbk_buffer_finish(&page->value);
  return status ? status : page->buffer->status;
}

static void json_name(rbk_page *page, const char *name, bool first) {
  if (!first) rbk_buffer_byte(page->buffer, ',');
  rbk_buffer_json(page->buffer, name, strlen(name));
  rbk_buffer_byte(page->buffer, ':');
}

static void json_value(rbk_page *page, const char *text) {
  if (text == NULL) rbk_buffer_text(page->buffer, "null");
  else rbk_buffer_json(page->buffer, text, strlen(text));
}

void rbk_page_head(rbk_page *page, const char *name, const char *text) {
  if (page->json) {
    json_name(page, name, page->sections++ == 0);
    json_value(page, text);
  } else if (text != NULL) {
    rbk_buffer_format(page->buffer, "%s: %s\n", name, text);
  }
}

void rbk_page_section(rbk_page *page, const char *name) {
  page->records = 0;
  if (page->json) {
    json_name(page, name, page->sections++ == 0);
    rbk_buffer_byte(page->buffer, '[');
  } else {
    rbk_buffer_format(page->buffer, "\n%s\n", name);
  }
}

void rbk_page_section_end(rbk_page *page) {
  if (page->json) rbk_buffer_byte(page->buffer, ']');
  else if (page->records == 0) rbk_buffer_text(page->buffer, "  none\n");
}

void rbk_page_record(rbk_page *page) {
  if (page->json)
    rbk_buffer_text(page->buffer, page->records > 0 ? ",{" : "{");
  page->records++;
  page->fields = 0;
}

void rbk_page_record_end(rbk_page *page) {
  if (page->json) rbk_buffer_byte(page->buffer, '}');
}

void rbk_page_text(rbk_page *page, const char *name, const char *text) {
  bool first = page->fields++ == 0;
  if (page->json) {
    json_name(page, name, first);
    json_value(page, text);
  } else if (first) {
    rbk_buffer_format(page->buffer, "  %s\n", text != NULL ? text : "");
  } else if (text != NULL && text[0] != '\0') {
    rbk_buffer_format(page->buffer, "    %s: %s\n", name, text);
  }
}

void rbk_page_date(rbk_page *page, const char *name, rbk_date date) {
  char text[11];
  rbk_date_print(date, text);
  rbk_page_text(page, name, date == RBK_NO_DATE ? NULL : text);
}

void rbk_page_list(rbk_page *page, const char *name, const rbk_names *names) {
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
  rbk_page_open(page);
  for (size_t i = 0; i < names->count; i++) {
    if (i > 0) rbk_buffer_text(&page->value, ", ");
    rbk_buffer_text(&page->value, names->items[i]);
  }
  rbk_page_close(page, name);
}

void rbk_page_yes(rbk_page *page, const char *name, bool yes) {
  if (page->json) {
    json_name(page, name, page->fields++ == 0);
    rbk_buffer_text(page->buffer, yes ? "true" : "false");
  } else if (yes) {
    rbk_page_text(page, name, "yes");
  }
}

void rbk_page_open(rbk_page *page) { rbk_buffer_clear(&page->value); }

void rbk_page_close(rbk_page *page, const char *name) {
  const char *text = rbk_buffer_string(&page->value);
  rbk_page_text(page, name, text == NULL || text[0] == '\0' ? NULL : text);
}

/*
 * API keys: for programs, each with some of its owner's permissions and never more than he has at
 * the moment of use. A key is shown once, when it is made. People see and delete their own keys;
 * those of a disabled user are deleted.
 */
#ifndef PROFORMA_IDENTITY_API_KEY_H
#define PROFORMA_IDENTITY_API_KEY_H

#include "core/cx.h"
#include "core/shape.h"

struct api_key {
    uuid id;
    str name;
    str prefix; /* "pf_" and 8 characters, to recognise it by */
    list permissions;
    instant created_at;
    instant last_used_at; /* within a minute; none: never */
    instant expires_at;   /* none: never */
    str cursor;
    str key; /* in the one reply that shows it (api_key_created_shape) */
};
extern const struct shape api_key_shape;
extern const struct shape api_key_created_shape;

#endif

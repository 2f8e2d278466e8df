/* Problem documents for what is no HTTP. Private to http. */
#ifndef PROFORMA_HTTP_PROTOCOL_ERROR_H
#define PROFORMA_HTTP_PROTOCOL_ERROR_H

#include <microhttpd.h>

typedef enum MHD_Result queue_response(struct MHD_Connection *connection, unsigned status,
                                       struct MHD_Response *response);

/* libmicrohttpd's MHD_queue_response. The program calls it by this pointer alone: a call by name
 * is one of the library itself, about to answer a broken request in HTML. */
queue_response *protocol_queue_response(void);

#endif

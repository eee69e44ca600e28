package outbound

import "anjian/internal/fault"

// The ways to be told no.
var (
	ReportSettled = fault.New(fault.Refused, "report.settled", "This record has been reported already; its number stands beside it.")
	ReportSending = fault.New(fault.Refused, "report.sending", "This record is being sent at this moment; look again in a minute.")
	NotConfirmed  = fault.New(fault.Invalid, "report.number_missing", "To confirm by hand the number given by the city's system is needed.")
	NoEndpoint    = fault.New(fault.Refused, "report.no_endpoint", "No address of the city's system is configured; key the record in by hand and confirm it.")
	BatchTooLarge = fault.New(fault.TooLarge, "report.batch_too_large", "More records than fit into one batch were asked for; narrow the list.")
)

// Of notices, webhooks and calendars.
var (
	BadChoice      = fault.New(fault.Invalid, "notice.bad_choice", "Something in these choices is not to be chosen here.")
	WebhookBad     = fault.New(fault.Invalid, "webhook.bad", "A webhook needs an https address and kinds of events that are told.")
	WebhookInside  = fault.New(fault.Refused, "webhook.inside", "This address is inside the server's own network; the operator would have to allow that.")
	WebhookTooMany = fault.New(fault.Refused, "webhook.too_many", "This bureau has too many webhooks; end one first.")
	DeliveryGone   = fault.New(fault.Refused, "delivery.not_now", "This delivery is done, or being tried at this moment.")
)

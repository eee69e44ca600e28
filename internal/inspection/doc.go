// Package inspection is the law room: what may happen in a check, who may do it, and what follows.
//
// It is a room without windows: no context, no clock, no SQL, no HTTP, no goroutines. Values come in, values or
// refusals go out, and the same input gives the same output for ever. Legal rules live here, each beside its article,
// and nowhere else. Start reading at Procedure (procedure.go), then Check.Do (check.go), then the file of the act you
// care about; refusals.go lists all the ways to be told no. The phone holds the same law in pwa/src/inspection, and
// testdata/stories are run by both.
//
// # Glossary
//
//	check        检查            one visit and its case; never "inspection", "task" or "job"
//	case file    案卷            everything a check leaves behind, as a bundle; not the check itself
//	checklist    检查表          a versioned list of items; a check keeps the version it started with
//	item         检查项          one line of a checklist; not an answer
//	fact         情形            a yes/no about the enterprise that decides which items apply; not an answer
//	answer       检查结果        what was seen for one item, by whom, when; has a verdict
//	verdict      结论            conforms 符合, violates 不符合, not_applicable 不适用, not_examined 未检查
//	finding      隐患/问题       a stated problem; raised by a person, never by a computation
//	record       现场检查记录    the document of a check; sealed once, then only signed
//	seal         封存            freeze the record with its digest; not a stamp (印章)
//	digest       摘要            SHA-256 over the canonical sealed record; its first 12 hex digits are the check code
//	supplement   补充记录        what came too late for the seal, beside the record and signed on its own; never a change of it
//	invitation   邀请专家        somebody without a certificate is asked to assist in one check; not a member of the team
//	opinion      专家意见        what an expert says and signs beside the check; no verdict, no order, never a change of it
//	signatory    签字人          who signs; not the actor who holds the phone
//	actor        操作人          who does an act; not necessarily who signs
//	scheme       检查方案        what will be checked, by whom and how, approved before the visit
//	dispatch     派单            hand a check to its lead and assistant
//	lead         主办            the responsible officer
//	assistant    协办            the second officer
//	handling     处理            what is to happen with a finding: spot, order, stop, refer, case, advice
//	act          行为            who did what to which check, when, under which article
//	ledger       台账            the append-only list of acts
package inspection

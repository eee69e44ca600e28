package casework_test

import (
	"testing"

	"anjian/internal/casework"
	"anjian/internal/testkit"
)

func TestWhoSealsIsToldWhatTheTeamsPhonesLastSaid(t *testing.T) {
	testkit.EachStore(t, func(t *testing.T, w *testkit.World) {
		check, others := w.Open(t), w.Ready(t)
		jia, yis, bing := testkit.NewID(), testkit.NewID(), testkit.NewID()
		hear := func(who string, holds ...casework.PhoneHolds) map[string][]casework.TeamPhone {
			t.Helper()
			by := w.Jia
			switch who {
			case "乙":
				by = w.Yi
			case "丙":
				by = w.Bing
			}
			_, phones, err := w.Cases.HearPhone(t.Context(), by.Actor(), holds)
			if err != nil {
				t.Fatal(err)
			}
			return phones
		}
		answers := w.Answers(check, 3)
		for i := range answers {
			answers[i].Device = yis
		}
		w.Must(t, w.Yi, answers...)

		got := hear("甲", casework.PhoneHolds{CheckID: check, Device: jia})
		var yi *casework.TeamPhone
		for i, p := range got[check] {
			if p.Device == yis {
				yi = &got[check][i]
			}
		}
		if yi == nil || yi.HeardAt != nil || yi.AcceptedActs != 3 || yi.LastAcceptedAt == nil || yi.PersonName != w.Yi.Name {
			t.Fatalf("乙 has sent acts and never said what it holds: %+v", got[check])
		}

		last := w.Clock.Now()
		for range 2 { // said twice is said once
			hear("乙", casework.PhoneHolds{CheckID: check, Device: yis, WaitingActs: 3, WaitingPhotos: 5, WaitingBytes: 7, LastActAt: &last})
		}
		hear("丙", casework.PhoneHolds{CheckID: check, Device: bing, WaitingActs: 9}) // not on the team: not a word
		if theirs := hear("丙", casework.PhoneHolds{CheckID: check, Device: bing}); len(theirs) != 0 {
			t.Errorf("丙 hears of a check that is not theirs: %+v", theirs)
		}
		got = hear("甲", casework.PhoneHolds{CheckID: check, Device: jia, WaitingActs: 1}, casework.PhoneHolds{CheckID: others, Device: jia})
		seen := map[string]casework.TeamPhone{}
		for _, p := range got[check] {
			if _, twice := seen[p.Device]; twice {
				t.Errorf("%s is there twice", p.Device)
			}
			seen[p.Device] = p
		}
		if p := seen[yis]; p.HeardAt == nil || p.WaitingActs != 3 || p.WaitingPhotos != 5 || p.WaitingBytes != 7 || p.AcceptedActs != 3 {
			t.Errorf("乙's phone: %+v", p)
		}
		if p := seen[jia]; p.HeardAt == nil || p.WaitingActs != 1 {
			t.Errorf("甲's phone: %+v", p)
		}
		if _, ok := seen[bing]; ok {
			t.Error("a phone from outside the team is shown")
		}
		if _, there := got[others]; !there {
			t.Errorf("the other check is not answered: %v", got)
		}
	})
}

package main

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/google/uuid"

	"anjian/internal/config"
	"anjian/internal/identity"
	"anjian/internal/inspection"
	"anjian/internal/office"
	"anjian/internal/store"
)

// found founds a bureau from a file, all or nothing, and tells each person's first password, which is kept nowhere.
func found(ctx context.Context, c config.Config, path string, out io.Writer) (err error) {
	f, err := config.LoadFoundation(path)
	if err != nil {
		return err
	}
	st, err := openStore(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	desk := office.New(st)
	if err := publish(ctx, desk); err != nil {
		return err
	}
	foundation, passwords, err := foundationOf(f)
	if err != nil {
		return err
	}
	if err := desk.FoundBureau(ctx, foundation); err != nil {
		return err
	}
	fmt.Fprintf(out, "%s is founded. First passwords, told only here:\n", f.Name)
	for i, p := range foundation.People {
		fmt.Fprintf(out, "  %-20s %s\n", p.Username, passwords[i])
	}
	return nil
}

func foundationOf(f config.Foundation) (office.Foundation, []string, error) {
	mint := func() string { return uuid.Must(uuid.NewV7()).String() }
	o := office.Foundation{Bureau: store.Bureau{ID: mint(), Name: f.Name, Abbrev: f.Abbrev, VisitCap: f.VisitCap}}
	sections, enterprises := map[string]string{}, map[string]string{}
	for i, name := range f.Sections {
		sections[name] = mint()
		o.Sections = append(o.Sections, store.Section{ID: sections[name], Name: name, SortNo: i})
	}
	for _, e := range f.Enterprises {
		enterprises[e.CreditCode] = mint()
		o.Enterprises = append(o.Enterprises, inspection.EnterpriseBrief{ID: enterprises[e.CreditCode], Name: e.Name, CreditCode: e.CreditCode,
			Address: e.Address, Town: e.Town, Industry: e.Industry, Flags: e.Flags, LegalPerson: e.LegalPerson, Post: e.Post, Contact: e.Contact, Phone: e.Phone})
	}
	var passwords []string
	for _, p := range f.People {
		password := firstPassword()
		hash, err := identity.HashPassword(password)
		if err != nil {
			return o, nil, err
		}
		passwords = append(passwords, password)
		o.People = append(o.People, store.Person{ID: mint(), Username: strings.ToLower(strings.TrimSpace(p.Username)), PasswordHash: hash, Name: p.Name,
			Role: inspection.Role(p.Role), SectionID: sections[p.Section], EnterpriseID: enterprises[p.Enterprise], Town: p.Town, Unit: p.Unit,
			Post: p.Post, Phone: p.Phone, Certificate: inspection.Certificate{Number: p.Certificate, ValidUntil: p.CertificateUntil}, Active: true})
	}
	return o, passwords, nil
}

// firstPassword is 80 random bits in letters and digits that are not mistaken for each other when read from paper.
func firstPassword() string {
	var raw [10]byte
	_, _ = rand.Read(raw[:]) // never fails since Go 1.24: it stops the program instead
	return strings.ToLower(base32.StdEncoding.EncodeToString(raw[:]))
}

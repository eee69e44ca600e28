package config

import (
	"bytes"
	"fmt"
	"io/fs"

	"go.yaml.in/yaml/v3"

	"anjian/internal/planning"
)

// CalendarFolder holds one file for each year whose holidays are announced.
const CalendarFolder = "calendar"

type calendarFile struct {
	Year    int `yaml:"year"`
	Sources []struct {
		Number, Title string
		Issued        day
	} `yaml:"sources"`
	Holidays []struct {
		Name     string
		From, To day
		Work     []day
	} `yaml:"holidays"`
}

// day reads YYYY-MM-DD, always as text: YAML's own dates are moments.
type day planning.Day

func (d *day) UnmarshalYAML(node *yaml.Node) error {
	read, err := planning.ParseDay(node.Value)
	*d = day(read)
	return err
}

// LoadCalendar reads calendar/*.yaml of fsys (configs.FS). Any error stops the server: limits are counted by it.
func LoadCalendar(fsys fs.FS) (planning.Calendar, error) {
	names, err := fs.Glob(fsys, CalendarFolder+"/*.yaml")
	if err != nil || len(names) == 0 {
		return planning.Calendar{}, fmt.Errorf("config: no year in %s (%w)", CalendarFolder, err)
	}
	var years []planning.CalendarYear
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return planning.Calendar{}, fmt.Errorf("config: read %s: %w", name, err)
		}
		var file calendarFile
		decoder := yaml.NewDecoder(bytes.NewReader(text))
		decoder.KnownFields(true)
		if err := decoder.Decode(&file); err != nil {
			return planning.Calendar{}, fmt.Errorf("config: %s: %w", name, err)
		}
		if name != fmt.Sprintf("%s/%d.yaml", CalendarFolder, file.Year) {
			return planning.Calendar{}, fmt.Errorf("config: %s says it is the year %d", name, file.Year)
		}
		years = append(years, file.year())
	}
	calendar, err := planning.NewCalendar(years...)
	if err != nil {
		return planning.Calendar{}, fmt.Errorf("config: %s: %w", CalendarFolder, err)
	}
	return calendar, nil
}

func (f calendarFile) year() planning.CalendarYear {
	y := planning.CalendarYear{Year: f.Year}
	for _, s := range f.Sources {
		y.Sources = append(y.Sources, planning.Notice{Number: s.Number, Title: s.Title, Issued: planning.Day(s.Issued)})
	}
	for _, h := range f.Holidays {
		holiday := planning.Holiday{Name: h.Name, From: planning.Day(h.From), To: planning.Day(h.To)}
		for _, d := range h.Work {
			holiday.Work = append(holiday.Work, planning.Day(d))
		}
		y.Holidays = append(y.Holidays, holiday)
	}
	return y
}

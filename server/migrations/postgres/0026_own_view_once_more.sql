-- What a person sees of their record is decided anew at the next start where something is hidden from them: what another
-- facility found openly is no longer taken away, and what is kept of an entry and names something hidden is.
UPDATE person SET own_view_of = -1, own_view_hidden = NULL
WHERE EXISTS (SELECT 1 FROM item
    WHERE item.patient_id = person.patient_id AND item.superseded_at IS NULL AND (item.own_view < 0 OR item.own_view = 2));

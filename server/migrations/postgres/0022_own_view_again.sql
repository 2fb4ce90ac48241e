-- What a person sees of their own record is decided once more, by the rules of this version: what somebody registered
-- openly is shown without remarks, whoever hides something of the same name.
UPDATE person SET own_view_of = -1, own_view_hidden = NULL;

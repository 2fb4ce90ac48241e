signin-staff-title = Try it as staff of a facility
signin-staff-explained = Become one of the staff of the demonstration’s hospital and open its desk.
signin-staff-doctor = doctor
signin-staff-nurse = nurse
signin-staff-pharmacist = pharmacist
signin-staff-clerk = clerk
signin-staff-emergency = emergency physician
signin-staff-administrator = administrator

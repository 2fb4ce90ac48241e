signin-staff-title = 医療機関の人として試す
signin-staff-explained = デモの病院の職員になって、窓口の画面を開きます。
signin-staff-doctor = 医師
signin-staff-nurse = 看護師
signin-staff-pharmacist = 薬剤師
signin-staff-clerk = 事務
signin-staff-emergency = 救急の医師
signin-staff-administrator = 管理者
